kelp node drain harbour-3 --timeout 10m
