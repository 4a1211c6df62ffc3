package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Literals;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One call of `lookup` or `query`.
final class LookupCall {
  private static final String WANT_LIST = "wantlist";
  private static final String ALLOW_UNSAFE = "allow_unsafe";
  private static final String ERRORS = "errors";

  /// Errors that a lookup means as such; others are reported as its bugs.
  private static final Set<String> OWN_ERRORS =
      Set.of("ansible.errors.AnsibleLookupError", "ansible.errors.AnsibleOptionsError");

  private final Templar templar;
  private final String name;
  private final List<Value> terms;
  private final Map<String, Value> options;
  private final boolean wantList;
  private final boolean allowUnsafe;
  private final String errors;

  LookupCall(Templar templar, String name, Arguments args) {
    this.templar = templar;
    this.name = name;
    this.terms = args.positional();
    this.options = new LinkedHashMap<>(args.named());
    this.wantList = flag(WANT_LIST);
    this.allowUnsafe = flag(ALLOW_UNSAFE);
    Value mode = options.remove(ERRORS);
    this.errors = mode == null ? "strict" : Text.str(mode);
  }

  private boolean flag(String option) {
    Value value = options.remove(option);
    return value != null && Truth.of(value);
  }

  Value run() {
    Lookup lookup =
        templar
            .services()
            .lookups()
            .apply(name)
            .orElseThrow(() -> TemplateError.ansible("lookup plugin (" + name + ") not found"));
    List<Value> templated = Sequences.iterate(templar.template(new ListValue(terms)));
    try {
      return result(lookup.run(templated, options, templar));
    } catch (UndefinedError e) {
      throw e;
    } catch (LanguageException e) {
      return ignored(e);
    }
  }

  private Value result(List<Value> found) {
    if (found.isEmpty()) {
      return new ListValue();
    }
    Value result;
    if (wantList) {
      result = new ListValue(found);
    } else if (found.stream().allMatch(Str.class::isInstance)) {
      result = joined(found);
    } else {
      result = found.size() == 1 ? found.getFirst() : new ListValue(found);
    }
    return allowUnsafe ? result : Literals.unsafe(result);
  }

  /// What promises to stay text keeps its promise.
  private static Str joined(List<Value> texts) {
    Str all = Str.of(String.join(",", texts.stream().map(Text::str).toList()));
    return texts.getFirst() instanceof Str first && first.verbatim() ? all.asVerbatim() : all;
  }

  private Value ignored(LanguageException error) {
    boolean own = OWN_ERRORS.contains(error.pythonType());
    if (error.pythonType().equals("ansible.errors.AnsibleOptionsError")) {
      throw error;
    }
    String text = error instanceof TemplateSyntaxError e ? e.described() : error.message();
    String message =
        own
            ? "Lookup failed but the error is being ignored: " + text
            : "An unhandled exception occurred while running the lookup plugin '%s'. Error was a <class '%s'>, original message: %s"
                .formatted(name, error.pythonType(), text);
    switch (errors) {
      case "warn" -> templar.services().warnings().accept(message);
      case "ignore" -> {}
      default -> {
        if (own) {
          throw error;
        }
        throw TemplateError.ansible(message + ". " + text, error);
      }
    }
    return wantList ? new ListValue() : None.NONE;
  }
}
