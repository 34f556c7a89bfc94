npx waypoint-migrate src
