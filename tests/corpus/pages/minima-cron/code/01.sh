# runs every night, but never between two and three
30 4 * * *  /usr/local/bin/report --day yesterday
