package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A column of the first row whose first column is the key.
///
/// Source: `ansible/plugins/lookup/csvfile.py`. Options inside a term stay for the terms behind it.
final class CsvFile {
  private static final Set<String> OPTIONS =
      Set.of("col", "default", "delimiter", "file", "encoding");
  private static final String KEY = "_raw_params";

  private final Site site;
  private final Templar templar;
  private final Map<String, Value> options;

  CsvFile(Site site, Templar templar, Map<String, Value> options) {
    this.site = site;
    this.templar = templar;
    this.options = new LinkedHashMap<>(options);
  }

  List<Value> run(List<Value> terms) {
    List<Value> values = new ArrayList<>();
    for (Value term : terms) {
      DictValue parsed = Site.reading(() -> KeyValues.parse(Text.str(term), false));
      String key =
          parsed
              .get(KEY)
              .map(Text::str)
              .orElseThrow(() -> TemplateError.ansible("Search key is required but was not found"));
      parsed.entries().forEach((name, value) -> override(Text.str(name), value));
      find(key).ifPresent(values::add);
    }
    return Terms.flatten(values);
  }

  private void override(String name, Value value) {
    if (name.equals(KEY)) {
      return;
    }
    if (!OPTIONS.contains(name)) {
      throw TemplateError.ansible(name + " is not a valid option");
    }
    options.put(name, value);
  }

  private Optional<Value> find(String key) {
    Given given = new Given(options);
    String delimiter = given.text("delimiter", "TAB");
    String name = given.text("file", "ansible.csv");
    Optional<Path> file = site.find(FileLookups.FOLDER, name, templar);
    if (file.isEmpty()) {
      throw failure("No such file or directory: '" + name + "'");
    }
    List<List<String>> rows =
        CsvRows.parse(
            read(file.get(), given.text("encoding", "utf-8")),
            delimiter.equals("TAB") ? '\t' : single(delimiter));
    return rows.stream()
        .filter(row -> !row.isEmpty() && row.getFirst().equals(key))
        .findFirst()
        .<Value>map(row -> Str.of(column(row, given.value("col").orElse(Int.of(1)))))
        .or(() -> given.value("default"));
  }

  private static char single(String delimiter) {
    if (delimiter.length() != 1) {
      throw failure("\"delimiter\" must be a 1-character string");
    }
    return delimiter.charAt(0);
  }

  private static String column(List<String> row, Value column) {
    String text = Text.str(column);
    int index =
        Numbers.parseInt(text, 10)
            .map(BigInteger::intValue)
            .orElseThrow(() ->
                failure("invalid literal for int() with base 10: " + Text.repr(Str.of(text))));
    int at = index < 0 ? row.size() + index : index;
    if (at < 0 || at >= row.size()) {
      throw failure("list index out of range");
    }
    return row.get(at);
  }

  private static String read(Path file, String encoding) {
    try {
      return Files.readString(file, charset(encoding));
    } catch (IOException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
  }

  /// An encoding by the name that Python knows it by.
  static Charset charset(String encoding) {
    try {
      return Charset.forName(encoding.replace('_', '-'));
    } catch (IllegalArgumentException e) {
      throw TemplateError.ansible("unknown encoding: " + encoding, e);
    }
  }

  private static TemplateError failure(String what) {
    return TemplateError.ansible("csvfile: " + what);
  }
}
