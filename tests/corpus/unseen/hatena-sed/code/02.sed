/^value=/ {
  s/^value=//
  H
  d
}
/^at / {
  s/^at //
  x
  s/^\n//
  s/\n/,/g
  x
  G
  s/\n/ /
  p
  s/.*//
  h
}
