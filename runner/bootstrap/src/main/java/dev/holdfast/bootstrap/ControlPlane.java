package dev.holdfast.bootstrap;

import dev.holdfast.engine.run.Way;

/// A machine that is, or is to be, a control plane.
///
/// @param nodeIp the address under which the other machines reach it
/// @param way how this program reaches it
public record ControlPlane(String nodeIp, Way way) {}
