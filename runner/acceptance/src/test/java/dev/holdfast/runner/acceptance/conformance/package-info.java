/// The conformance cases: what the real Ansible printed, and what our names print.
///
/// Read [dev.holdfast.runner.acceptance.conformance.ConformanceCase] first, then
/// [dev.holdfast.runner.acceptance.conformance.CaseRuns].
@org.jspecify.annotations.NullMarked
package dev.holdfast.runner.acceptance.conformance;
