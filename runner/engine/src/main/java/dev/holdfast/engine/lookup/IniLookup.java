package dev.holdfast.engine.lookup;

import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Values of keys in INI and properties files.
///
/// Source: `ansible/plugins/lookup/ini.py`. Options inside a term stay for the terms behind it.
final class IniLookup {
  private static final Set<String> OPTIONS =
      Set.of(
          "type",
          "file",
          "section",
          "re",
          "encoding",
          "default",
          "case_sensitive",
          "allow_no_value");
  private static final String PROPERTIES = "java_properties";

  private final Site site;
  private final Templar templar;
  private final Map<String, Value> options;

  IniLookup(Site site, Templar templar, Map<String, Value> options) {
    this.site = site;
    this.templar = templar;
    this.options = new LinkedHashMap<>(options);
  }

  List<Value> run(List<Value> terms) {
    List<Value> values = new ArrayList<>();
    for (Value term : terms) {
      values.addAll(find(key(Text.str(term))));
    }
    return Terms.flatten(values);
  }

  /// The key of a term; options inside the term are taken over.
  private String key(String term) {
    if (!term.contains("=") && !term.strip().contains(" ")) {
      return term;
    }
    Optional<String> key = Optional.empty();
    for (String part : parts(term)) {
      if (part.contains("=")) {
        option(part);
      } else if (key.isEmpty()) {
        key = Optional.of(part);
      }
    }
    return key.orElseThrow(() ->
        TemplateError.options(
            "No key to lookup was provided as first term with in string inline options: " + term));
  }

  /// Words belong to the option before them: values may have blanks.
  private static List<String> parts(String term) {
    Map<String, String> parts = new LinkedHashMap<>();
    String current = "key";
    for (String word : term.strip().split("\\s+")) {
      for (String name : OPTIONS) {
        current = word.contains(name + "=") ? name : current;
      }
      parts.merge(current, word, (before, more) -> before + " " + more);
    }
    return List.copyOf(parts.values());
  }

  private void option(String part) {
    String[] pair = part.split("=", -1);
    if (pair.length != 2) {
      throw TemplateError.lookup(
          "Could not use '%s': too many values to unpack (expected 2)".formatted(part));
    }
    if (!OPTIONS.contains(pair[0])) {
      throw TemplateError.lookup(pair[0] + " is not a valid option.");
    }
    options.put(pair[0], Str.of(pair[1]));
  }

  private List<Value> find(String key) {
    Given given = new Given(options);
    String file = given.text("file", "ansible.ini");
    boolean properties = given.text("type", "ini").equals("properties");
    String section = properties ? PROPERTIES : given.text("section", "global");
    IniText ini = parsed(file, given, properties ? "[" + PROPERTIES + "]\n" : "");
    if (!ini.hasSection(section)) {
      throw TemplateError.lookup("No section '" + section + "' in " + file);
    }
    if (given.flag("re", false)) {
      return matching(ini, section, PythonRegex.compile(key));
    }
    Optional<Optional<String>> value = ini.get(section, key);
    return value.isPresent()
        ? value.get().<List<Value>>map(text -> List.of(Str.of(text))).orElse(List.of())
        : List.of(given.value("default").orElse(Str.EMPTY));
  }

  private static List<Value> matching(IniText ini, String section, PythonRegex pattern) {
    List<Value> values = new ArrayList<>();
    for (String name : ini.names(section)) {
      if (pattern.match(name).isPresent()) {
        ini.get(section, name).flatMap(text -> text).ifPresent(text -> values.add(Str.of(text)));
      }
    }
    return values;
  }

  private IniText parsed(String file, Given given, String header) {
    Path path =
        site.find(FileLookups.FOLDER, file, templar)
            .orElseThrow(() -> TemplateError.ansible("Invalid filename: 'None'"));
    String text = new String(site.bytes(path), CsvFile.charset(given.text("encoding", "utf-8")));
    boolean noValues = given.flag("allow_no_value", given.flag("allow_none", false));
    try {
      return new IniText(given.flag("case_sensitive", false), noValues).parse(header + text);
    } catch (PythonError e) {
      if (e.type().equals("configparser.DuplicateOptionError")) {
        throw TemplateError.lookup("Duplicate option in '" + file + "': " + e.message());
      }
      throw e;
    }
  }
}
