// Each test starts the app, and measures how it starts: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
