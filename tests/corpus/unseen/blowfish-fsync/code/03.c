/* The name lives in the directory. Without this the file may come back
 * under its old name, or under none. POSIX does not say so; the manual
 * page of ext4 does. */
int dir = open(dirname(copy), O_RDONLY | O_DIRECTORY);
if (dir < 0 || fsync(dir) != 0)
	return -1;
