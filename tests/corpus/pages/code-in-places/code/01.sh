make clean
make -j2 all
