package dev.holdfast.engine.event;

/// The recap's figures of one host.
public record HostStats(
    int ok, int changed, int unreachable, int failed, int skipped, int rescued, int ignored) {}
