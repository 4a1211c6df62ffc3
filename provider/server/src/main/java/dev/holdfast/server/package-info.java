/// A provider as a program that Terraform starts, and as a server that tests start.
///
/// Read first: `PluginProcess`, `ReattachServer`, `ProviderAddress`.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
