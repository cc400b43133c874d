using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO;

/// <summary>What a client gave with its CONNECT: its <c>auth</c> object (Socket.IO protocol 5, "Connection to a namespace").</summary>
public readonly struct ConnectPayload : IEquatable<ConnectPayload>
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    private readonly byte[]? _json;
    private readonly JsonSerializerOptions? _options;

    internal ConnectPayload(ReadOnlySpan<byte> json, JsonSerializerOptions? options = null)
    {
        _json = json.IsEmpty ? null : json.ToArray();
        _options = options;
    }

    /// <summary>The object as UTF-8 JSON; <c>{}</c> if the client gave none, as clients of protocol 4 never do.</summary>
    public ReadOnlyMemory<byte> Json => _json ?? EmptyObject;

    /// <summary>What it takes of memory, in bytes.</summary>
    internal int Size => _json?.Length ?? 0;

    /// <summary>Whether the client gave something.</summary>
    public bool IsGiven => _json is not null;

    /// <summary>The object as a type of the application's, read as <see cref="SocketIOOptions.Json"/> says.</summary>
    /// <returns>False when it does not fit the type.</returns>
    public bool TryRead<T>([NotNullWhen(true)] out T? value) => TryRead(SocketIOJson.For<T>(_options ?? SocketIOJson.Default), out value);

    /// <summary>The object as a type of the application's.</summary>
    /// <returns>False when it does not fit the type.</returns>
    public bool TryRead<T>(JsonTypeInfo<T> typeInfo, [NotNullWhen(true)] out T? value)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        try
        {
            value = JsonSerializer.Deserialize(Json.Span, typeInfo);
            return value is not null;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>A property of the object that is a string; null if there is no such one.</summary>
    public string? GetString(string property)
    {
        var reader = new Utf8JsonReader(Json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = IsText(reader, property);
            reader.Read();
            if (found)
                return reader.TokenType == JsonTokenType.String ? TextOf(reader) : null;
            reader.Skip();
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(ConnectPayload other) => Json.Span.SequenceEqual(other.Json.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConnectPayload other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.Length;

    /// <summary>Whether both are the same JSON, byte for byte.</summary>
    public static bool operator ==(ConnectPayload left, ConnectPayload right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(ConnectPayload left, ConnectPayload right) => !left.Equals(right);

    private static bool IsText(in Utf8JsonReader reader, string text) =>
        reader.ValueIsEscaped ? TextOf(reader) == text : reader.ValueTextEquals(text);

    /// <summary>An escaped lone surrogate is valid JSON, but .NET's reader makes no string of it.</summary>
    private static string? TextOf(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
