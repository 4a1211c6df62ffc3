/// The real Terraform drives `proxmox_template` against a simulated cluster.
///
/// Read first: [TemplateTest] (what every test has), [TemplateLifecycleTest].
@NullMarked
package dev.holdfast.acceptance.template;

import org.jspecify.annotations.NullMarked;
