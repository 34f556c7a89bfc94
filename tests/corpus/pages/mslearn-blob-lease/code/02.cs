var lease = blob.GetBlobLeaseClient();
await lease.AcquireAsync(TimeSpan.FromSeconds(60));
await blob.UploadAsync(stream, overwrite: true);
await lease.ReleaseAsync();
