select {
case jobs <- job:
	return nil
default:
	return ErrBusy // the caller knows better than we do what to do now
}
