for name, value, origin in settings.explained():
    print(f"{name:20} {value!r:20} {origin}")
