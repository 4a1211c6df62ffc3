package dev.holdfast.language.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.reference.RandomValues;
import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.reference.Reference.Answer;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Our writer and Ansible's filters get the same generated values.
final class YamlWriterDifferentialTest {
  private static final int VALUES = 1500;

  @Test
  void valuesAreWrittenAsToYamlWritesThem() {
    assertThat(differences("to_yaml", "{}", YamlFormat.PLAIN, 1, VALUES)).isEmpty();
  }

  @Test
  void valuesAreWrittenAsToNiceYamlWritesThem() {
    assertThat(differences("to_nice_yaml", "{}", YamlFormat.NICE, 2, VALUES)).isEmpty();
  }

  @Test
  void argumentsAreObeyed() {
    assertThat(
            differences(
                "to_nice_yaml",
                "{'indent': 2, 'width': 30, 'sort_keys': False, 'explicit_start': True}",
                YamlFormat.NICE
                    .withIndent(2)
                    .withWidth(30)
                    .withSortKeys(false)
                    .withMarks(true, false),
                3,
                VALUES))
        .isEmpty();
    assertThat(
            differences(
                "to_yaml",
                "{'default_flow_style': True, 'width': 1000}",
                YamlFormat.PLAIN.withFlow(Optional.of(true)).withWidth(1000),
                4,
                VALUES))
        .isEmpty();
  }

  static List<String> differences(
      String filter, String kwargs, YamlFormat format, long seed, int count) {
    RandomValues values = new RandomValues(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value value = values.value(3);
      Answer theirs =
          Reference.ask(
              "yaml_dump", Map.of("filter", filter, "value", Text.repr(value), "kwargs", kwargs));
      String ours = YamlWriter.write(value, format);
      if (!theirs.text().equals(ours)) {
        differences.add(
            "%s%n theirs:%n%s%n ours:%n%s".formatted(Text.repr(value), theirs.text(), ours));
      }
    }
    return differences;
  }
}
