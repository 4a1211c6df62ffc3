package dev.holdfast.runner.acceptance.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `make compat`: runs all cases and prints how many are right, with the differences of the others.
///
/// Arguments: the folder with Ansible's names, the folder of the cases, and numbers of cases when
/// not all are wanted. The exit status is 0 when all were right.
public final class CompatMain {
  private CompatMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
    List<String> numbers = List.of(arguments).subList(2, arguments.length);
    List<ConformanceCase> cases =
        ConformanceCase.all(folder).stream()
            .filter(each -> numbers.isEmpty() || numbers.contains(each.name().substring(0, 2)))
            .toList();
    Map<String, String> outputs = new CaseRuns(Path.of(arguments[0]), folder).of(cases);
    int right = 0;
    for (ConformanceCase each : cases) {
      String output = outputs.getOrDefault(each.name(), "");
      if (each.accepts(output)) {
        right++;
      } else {
        System.out.println("--- " + each.name());
        System.out.println(Difference.of(each, output));
      }
    }
    System.out.println("cases " + right + " of " + cases.size());
    System.exit(right == cases.size() ? 0 : 1);
  }
}
