package dev.holdfast.simulator.http;

/// What a server has seen since its start.
///
/// @param connections how many connections it accepted
/// @param requests how many requests reached the handler
public record ServerStatistics(long connections, long requests) {}
