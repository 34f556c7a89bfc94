a=$(mktemp) b=$(mktemp)
curl -sc "$a" -b "$a" "$SHOP/?add-to-cart=11" >/dev/null
curl -sc "$b" -b "$b" "$SHOP/basket/" | grep -q 'data-product="11"' && { echo "LEAK"; exit 1; }
