takeUntil(callbackFn)
takeUntil(callbackFn, thisArg)
