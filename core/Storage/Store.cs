namespace ChuanKhuy.Core.Storage;

/// <summary>
/// Everything one installation keeps. <paramref name="Feedback"/> stands apart because its boxes must not share a journal
/// (and so an order of commits) with rows that name people.
/// </summary>
public sealed record Store(ITables Tables, ITables Feedback, IQueues Queues, IBlobs Blobs);
