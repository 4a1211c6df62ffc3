/// The rules between the runner's modules and packages.
///
/// Read [dev.holdfast.runner.acceptance.architecture.ArchitectureTest].
@org.jspecify.annotations.NullMarked
package dev.holdfast.runner.acceptance.architecture;
