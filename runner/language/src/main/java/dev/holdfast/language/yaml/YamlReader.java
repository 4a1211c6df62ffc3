package dev.holdfast.language.yaml;

import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.None;
import dev.holdfast.language.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads playbooks, variable files and inventories: YAML 1.1 as PyYAML's safe loader with Ansible's
/// constructor reads it (`ansible/parsing/yaml/constructor.py`).
public final class YamlReader {
  /// Deeper nesting than Python's own recursion would allow is refused.
  private static final int DEPTH = 500;

  private YamlReader() {}

  /// Reads a file as Ansible's data loader does: as JSON when it is JSON, else as YAML.
  ///
  /// @param file the name that positions carry
  public static YamlDocument load(String file, String text) {
    try {
      return new YamlDocument(JsonReader.read(text, new JsonNodes(file)), List.of());
    } catch (JsonException notJson) {
      return read(file, text);
    }
  }

  /// Reads the single document of a text; an empty text is null.
  public static YamlDocument read(String file, String text) {
    return compose(
        file,
        text,
        composer ->
            Optional.ofNullable(composer.getSingleNode())
                .map(node -> new TreeBuilder(file).document(node))
                .orElseGet(() -> empty(file)));
  }

  /// Reads every document of a text.
  public static List<YamlDocument> readAll(String file, String text) {
    return compose(
        file,
        text,
        composer -> {
          List<YamlDocument> documents = new ArrayList<>();
          while (composer.checkNode()) {
            Node node = composer.getNode();
            documents.add(new TreeBuilder(file).document(node));
          }
          return documents;
        });
  }

  private interface Use<T> {
    T of(Composer composer);
  }

  private static <T> T compose(String file, String text, Use<T> use) {
    try {
      LoaderOptions options = options();
      return use.of(
          new Composer(
              new AnchorsOnce(new ParserImpl(new StreamReader(text), options), file),
              new ImplicitTags(),
              options));
    } catch (MarkedYAMLException e) {
      throw LibyamlWords.translate(file, text, e);
    } catch (ReaderException e) {
      throw unprintable(file, text, e);
    } catch (YAMLException e) {
      String problem = Optional.ofNullable(e.getMessage()).orElse("unreadable");
      throw new YamlException(problem, Optional.empty(), new Position(file, 1, 1));
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setNestingDepthLimit(DEPTH);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static YamlException unprintable(String file, String text, ReaderException e) {
    String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    String problem =
        "unacceptable character #x%04x: control characters are not allowed"
            .formatted(e.getCodePoint());
    return new YamlException(problem, Optional.empty(), new Position(file, line, column));
  }

  private static YamlDocument empty(String file) {
    return new YamlDocument(new Scalar(None.NONE, new Position(file, 1, 1)), List.of());
  }
}
