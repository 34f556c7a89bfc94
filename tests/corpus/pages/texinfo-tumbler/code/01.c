int
copy_file (const char *from, const char *to)
{
  int status = copy_data (from, temporary_name (to));

  return status ? status : rename (temporary_name (to), to);
}
