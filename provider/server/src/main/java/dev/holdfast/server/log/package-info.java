/// Log lines the way Terraform reads them from a plugin's standard error: hclog JSON.
///
/// Read first: `PluginLogging` (sets everything up), `HclogHandler` (one record, one line).
@NullMarked
package dev.holdfast.server.log;

import org.jspecify.annotations.NullMarked;
