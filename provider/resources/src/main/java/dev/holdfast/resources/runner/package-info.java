/// Between Terraform and the runner, for every type that runs playbooks.
///
/// Read first: [RunnerValues] (values of the one as values of the other).
@NullMarked
package dev.holdfast.resources.runner;

import org.jspecify.annotations.NullMarked;
