namespace Chat;

/// <summary>What somebody said.</summary>
internal sealed record ChatMessage(long Number, string From, string Text);
