package dev.holdfast.language.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.language.reference.Reference;
import dev.holdfast.language.reference.Reference.Answer;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Our reader and Ansible's loader get the same generated documents.
final class YamlReaderDifferentialTest {
  private static final int DOCUMENTS = 1500;

  @Test
  void scalarsMeanWhatTheyMeanToPython() {
    assertThat(differences(new YamlTexts(1)::scalar, DOCUMENTS)).isEmpty();
  }

  @Test
  void documentsGiveTheSameValuesOrAreBothRefused() {
    assertThat(differences(new YamlTexts(2)::document, DOCUMENTS)).isEmpty();
  }

  @Test
  void brokenDocumentsAreRefusedWhereTheOriginalRefusesThem() {
    assertThat(differences(new YamlTexts(3)::soup, DOCUMENTS)).isEmpty();
  }

  static List<String> differences(Supplier<String> texts, int count) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = texts.get();
      Answer theirs = Reference.ask("yaml_load", Map.of("text", text));
      Answer ours = read(text);
      if (theirs.succeeded() != ours.succeeded()
          || (theirs.succeeded() && !theirs.text().equals(ours.text()))) {
        differences.add("%s%n theirs: %s%n ours: %s%n".formatted(text, theirs, ours));
      }
    }
    return differences;
  }

  static Answer read(String text) {
    try {
      return new Answer(true, Text.repr(YamlReader.read("f", text).root().toValue()), "");
    } catch (YamlException e) {
      return new Answer(
          false, e.problem() + " (%d,%d)".formatted(e.at().line(), e.at().column()), "");
    } catch (LanguageException e) {
      return new Answer(false, e.message(), "");
    }
  }
}
