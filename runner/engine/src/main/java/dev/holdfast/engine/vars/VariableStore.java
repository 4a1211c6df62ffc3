package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Combining;
import dev.holdfast.engine.inventory.Composition;
import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.jinja.Literals;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What a run adds to the variables of files: facts, `set_fact` and `register`, `include_vars`,
/// answers to prompts, and the extra variables it was started with. Any thread may use it.
public final class VariableStore {
  private final DictValue extra;
  private final boolean merging;
  private final FactCache cache;
  private final Map<String, Facts> facts = new ConcurrentHashMap<>();
  private final Map<String, DictValue> set = new ConcurrentHashMap<>();
  private final Map<String, DictValue> included = new ConcurrentHashMap<>();
  private final Map<Play, DictValue> answers = new ConcurrentHashMap<>();

  /// Facts in the forms in which variables show them; never changed once made.
  ///
  /// @param namespaced holds `ansible_facts` alone
  record Facts(DictValue all, DictValue namespaced, DictValue injected) {
    static final Facts NONE = of(new DictValue());

    static Facts of(DictValue all) {
      DictValue namespaced = new DictValue();
      namespaced.put("ansible_facts", FactNames.namespace(all));
      return new Facts(all, namespaced, FactNames.injected(all));
    }
  }

  /// @param extra the variables of `-e`
  /// @param clock decides which cached facts are still fresh
  public VariableStore(DictValue extra, Settings settings, Clock clock, Warnings warnings) {
    this.extra = DictValue.copyOf(extra);
    this.merging = settings.text(Setting.DEFAULT_HASH_BEHAVIOUR).equals("merge");
    this.cache = FactCache.of(settings, clock, warnings);
  }

  /// The variables of `-e`; they beat all but the magic ones.
  public DictValue extra() {
    return extra;
  }

  /// What inventories that are built from others need of the run.
  ///
  /// @param templar whose variables do not matter
  public Composition composition(Templar templar) {
    return new Composition() {
      @Override
      public Templar templar() {
        return templar;
      }

      @Override
      public DictValue extra() {
        return extra;
      }

      @Override
      public DictValue facts(String host) {
        return factsOf(host).injected();
      }
    };
  }

  /// The facts of a host under the names that modules gave them, cached ones included.
  public DictValue facts(String host) {
    return DictValue.copyOf(factsOf(host).all());
  }

  Facts factsOf(String host) {
    return facts.computeIfAbsent(
        host,
        name ->
            cache.load(name).map(cached -> Facts.of(Literals.unsafe(cached))).orElse(Facts.NONE));
  }

  /// Adds facts, each in place of one of the same name.
  public void addFacts(String host, DictValue more) {
    DictValue marked = Literals.unsafe(more);
    factsOf(host);
    Facts merged =
        facts.compute(
            host, (_, known) -> Facts.of(with(Optional.ofNullable(known).map(Facts::all), marked)));
    cache.save(host, merged.all());
  }

  /// Forgets the facts of a host, in the cache as well.
  public void clearFacts(String host) {
    facts.put(host, Facts.NONE);
    cache.remove(host);
  }

  /// Sets a variable at the level of `set_fact` and `register`.
  public void set(String host, String name, Value value) {
    DictValue single = new DictValue();
    single.put(name, value);
    set.compute(host, (_, known) -> with(Optional.ofNullable(known), single));
  }

  /// Sets a variable at the level of `include_vars`.
  public void include(String host, String name, Value value) {
    included.compute(
        host,
        (_, known) -> {
          Optional<DictValue> before = Optional.ofNullable(known);
          Optional<Value> old = before.flatMap(dict -> dict.get(name));
          DictValue single = new DictValue();
          single.put(
              name, merging ? old.map(low -> Combining.merge(low, value)).orElse(value) : value);
          return with(before, single);
        });
  }

  /// Keeps the answer to a prompt of a play.
  public void answer(Play play, String name, Value value) {
    DictValue single = new DictValue();
    single.put(name, value);
    answers.compute(play, (_, known) -> with(Optional.ofNullable(known), single));
  }

  DictValue setOf(String host) {
    return set.getOrDefault(host, new DictValue());
  }

  DictValue includedOf(String host) {
    return included.getOrDefault(host, new DictValue());
  }

  DictValue answersOf(Play play) {
    return answers.getOrDefault(play, new DictValue());
  }

  /// A new dict, so that whoever reads the old one sees no change.
  private static DictValue with(Optional<DictValue> known, DictValue more) {
    DictValue all = known.map(DictValue::copyOf).orElseGet(DictValue::new);
    more.entries().forEach((key, value) -> all.put(Text.str(key), value));
    return all;
  }
}
