package dev.holdfast.language.jinja;

import dev.holdfast.language.value.TemplateSyntaxError;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The filters, tests and functions that templates can use, and the templates parsed so far.
///
/// Safe for any number of threads.
public final class Environment {
  /// A run has some thousands of different templates; beyond that the memory is worth more.
  private static final int MAX_CACHED = 8192;

  private static final Pattern PLUGIN_NAME = Pattern.compile("\\w+(\\.\\w+)*");

  private final Map<String, Filter> filters;
  private final Map<String, Test> tests;
  private final Map<String, Function> functions;
  private final Set<String> textFilters;
  private final Map<Key, Template> cache = new ConcurrentHashMap<>();

  private record Key(String source, Settings settings) {}

  /// @param functions in addition to Jinja2's own: `range`, `dict`, `namespace`, `cycler`, `joiner`
  /// @param textFilters filters whose result is text and is never read as a literal
  public Environment(
      Map<String, Filter> filters,
      Map<String, Test> tests,
      Map<String, Function> functions,
      Set<String> textFilters) {
    this.filters = Map.copyOf(filters);
    this.tests = Map.copyOf(tests);
    Map<String, Function> all = new HashMap<>(Globals.ALL);
    all.putAll(functions);
    this.functions = Collections.unmodifiableMap(all);
    this.textFilters = Set.copyOf(textFilters);
  }

  /// The template with this text; a text that is no template is a [TemplateSyntaxError].
  public Template template(String source, Settings settings) {
    Key key = new Key(source, settings);
    Template known = cache.get(key);
    if (known != null) {
      return known;
    }
    ParsedTemplate parsed = Parser.parse(source, settings);
    parsed.filters().forEach(this::requireFilter);
    parsed.tests().forEach(this::requireTest);
    Template template = new Template(this, parsed, settings);
    if (cache.size() >= MAX_CACHED) {
      cache.clear();
    }
    cache.put(key, template);
    return template;
  }

  /// Whether a text has a whole tag or comment.
  public boolean hasTags(String source, Settings settings) {
    return Lexer.hasTags(source, settings);
  }

  Filter filter(String name) {
    return find(filters, name).orElseThrow(() -> unknown(name, 0));
  }

  Test test(String name) {
    return find(tests, name).orElseThrow(() -> unknown(name, 0));
  }

  Optional<Function> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /// The names of all functions.
  public Set<String> functionNames() {
    return functions.keySet();
  }

  boolean givesText(String filter) {
    return textFilters.contains(filter);
  }

  private void requireFilter(String name, int line) {
    if (find(filters, name).isEmpty()) {
      throw unknown(name, line);
    }
  }

  private void requireTest(String name, int line) {
    if (find(tests, name).isEmpty()) {
      throw unknown(name, line);
    }
  }

  private static TemplateSyntaxError unknown(String name, int line) {
    String reason =
        PLUGIN_NAME.matcher(name).matches() ? name : "invalid plugin name: " + full(name);
    return new TemplateSyntaxError("Could not load \"" + name + "\": '" + reason + "'", line);
  }

  private static String full(String name) {
    return name.contains(".") ? name : PluginNames.full(name);
  }

  /// Ansible's own are known by their full name too.
  private static <T> Optional<T> find(Map<String, T> registry, String name) {
    return Optional.ofNullable(registry.get(name))
        .or(() -> Optional.ofNullable(registry.get(PluginNames.bare(name))));
  }
}
