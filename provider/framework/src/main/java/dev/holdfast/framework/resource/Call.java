package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;

/// What surrounds one call of the author's code.
///
/// @param data what [Provider#configure] returned
/// @param cancellation set when Terraform asks to stop; long work ends then and returns what is
///   true
/// @param diagnostics takes errors and warnings for the user
public record Call<D>(
    D data, Cancellation cancellation, Diagnostics diagnostics, ClientCapabilities client) {}
