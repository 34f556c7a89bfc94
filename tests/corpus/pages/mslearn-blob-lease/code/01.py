lease = blob.acquire_lease(lease_duration=60)
try:
    blob.upload_blob(new_text, overwrite=True, lease=lease)
finally:
    lease.release()
