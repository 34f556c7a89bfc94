all:
	@echo "a tab, or nothing works"
