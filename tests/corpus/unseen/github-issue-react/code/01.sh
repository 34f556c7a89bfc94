cd docs && mv Readme.md README.md
