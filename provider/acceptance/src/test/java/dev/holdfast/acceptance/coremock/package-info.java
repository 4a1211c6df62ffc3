/// A provider whose types come from a `dynamic_resources.json`: the shape of HashiCorp's
/// `tfcoremock`, so that the equivalence suites written for that provider run on our framework.
///
/// Read first: [CoremockProvider], [MockSchema], [MockTables].
@NullMarked
package dev.holdfast.acceptance.coremock;

import org.jspecify.annotations.NullMarked;
