mix rookery.stats --watch nest
