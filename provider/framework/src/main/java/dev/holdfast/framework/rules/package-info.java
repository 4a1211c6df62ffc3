/// What Terraform checks of a provider's answers, as pure functions, so that the framework can
/// check first.
///
/// Read first: [PlanCheck], [ApplyCheck], [ProposedNew].
@NullMarked
package dev.holdfast.framework.rules;

import org.jspecify.annotations.NullMarked;
