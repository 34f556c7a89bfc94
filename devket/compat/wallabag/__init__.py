"""The API of wallabag (v2) under `/wallabag`, as its apps, extensions and e-readers use it."""
