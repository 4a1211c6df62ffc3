/// Runs suites of equivalence cases (configuration, start state, expected plan, apply and state)
/// against the framework through the `tfcoremock` provider.
///
/// Read first: [EquivalenceMain], [Suite], [CaseRun].
@NullMarked
package dev.holdfast.acceptance.equivalence;

import org.jspecify.annotations.NullMarked;
