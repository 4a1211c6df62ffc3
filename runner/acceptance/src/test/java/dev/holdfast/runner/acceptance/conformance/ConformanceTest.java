package dev.holdfast.runner.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every conformance case, with the packaged command under Ansible's names.
final class ConformanceTest {
  @TestFactory
  Stream<DynamicTest> everyCaseReadsAsAnsiblesOwn() throws InterruptedException {
    Optional<Path> programs = Programs.folder();
    Assumptions.assumeTrue(
        programs.isPresent(), "the command is not packaged; run Maven's package phase first");
    List<ConformanceCase> cases = ConformanceCase.all(Programs.CASES);
    assertThat(cases).hasSize(70);
    Map<String, String> outputs = new CaseRuns(programs.orElseThrow(), Programs.CASES).of(cases);
    return cases.stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each, outputs)));
  }

  private static void compare(ConformanceCase wanted, Map<String, String> outputs) {
    String output = outputs.getOrDefault(wanted.name(), "");
    assertThat(wanted.accepts(output)).as(() -> Difference.of(wanted, output)).isTrue();
  }
}
