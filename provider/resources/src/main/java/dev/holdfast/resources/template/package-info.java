/// The `proxmox_template` resource.
///
/// Read first: [TemplateTable] (what it looks like), [TemplatePlan] (what has to be done),
/// [TemplateSteps] (how it is done).
@NullMarked
package dev.holdfast.resources.template;

import org.jspecify.annotations.NullMarked;
