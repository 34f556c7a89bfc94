sed -n -f join.sed meter.log > meter.tsv
