package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a task is repeated over, and what each round sees of it.
final class Loop {
  private static final Set<String> CONTROLS =
      Set.of(
          "loop_var", "index_var", "label", "pause", "extended", "extended_allitems", "break_when");

  private static final Set<String> LISTS_ONLY = Set.of("indexed_items", "list");

  private final List<Value> items;
  private final Control control;

  /// The `loop_control` of a task.
  record Control(
      String variable,
      Optional<String> index,
      Optional<Value> label,
      double pause,
      boolean extended,
      boolean allItems) {}

  private Loop(List<Value> items, Control control) {
    this.items = items;
    this.control = control;
  }

  /// The items of a task's loop; empty without one.
  static Optional<Loop> of(Task task, Templates templates) {
    if (task.loop().isEmpty()) {
      return Optional.empty();
    }
    Task.Loop loop = task.loop().get();
    List<Value> items =
        loop.lookup()
            .map(name -> looked(name, loop.items().value(), templates))
            .orElseGet(() -> listed(loop.items().value(), templates));
    return Optional.of(new Loop(items, control(task, templates)));
  }

  private static List<Value> listed(Value given, Templates templates) {
    Value items = templates.template(given);
    if (items instanceof ListValue list) {
      return List.copyOf(list.items());
    }
    throw new PlaybookException(
        "Invalid data passed to 'loop', it requires a list, got this instead: "
            + Text.str(items)
            + ". Hint: If you passed a list/dict of just one element, try adding wantlist=True to"
            + " your lookup invocation or use q/query instead of lookup.");
  }

  private static List<Value> looked(String name, Value given, Templates templates) {
    return templates.lookup(name, terms(name, given, templates));
  }

  private static List<Value> terms(String name, Value given, Templates templates) {
    if (PluginNames.bare(name).equals("first_found")) {
      return given instanceof ListValue list
          ? list.items().stream().flatMap(term -> known(term, templates)).toList()
          : known(given, templates).flatMap(term -> members(name, term).stream()).toList();
    }
    return members(name, templates.template(given instanceof Str str ? str.stripped() : given));
  }

  /// A dict is what it has as keys, except for the lookup that is made for dicts.
  private static List<Value> members(String name, Value terms) {
    Value plain = terms instanceof ObjectValue object ? object.materialize() : terms;
    if (plain instanceof DictValue dict && !PluginNames.bare(name).equals("dict")) {
      if (LISTS_ONLY.contains(PluginNames.bare(name))) {
        throw new PlaybookException("with_" + PluginNames.bare(name) + " expects a list");
      }
      return List.copyOf(dict.entries().keySet());
    }
    return plain instanceof ListValue list ? List.copyOf(list.items()) : List.of(terms);
  }

  /// Files whose names need something undefined are ones that are not there.
  private static Stream<Value> known(Value term, Templates templates) {
    try {
      return Stream.of(templates.template(term));
    } catch (UndefinedError undefined) {
      return Stream.empty();
    }
  }

  private static Control control(Task task, Templates templates) {
    Value given = task.directives().own(Keyword.LOOP_CONTROL).map(Given::value).orElse(None.NONE);
    DictValue dict = given instanceof DictValue control ? control : new DictValue();
    if (given != None.NONE && !(given instanceof DictValue)) {
      throw new PlaybookException(
          "the `loop_control` value must be specified as a dictionary and cannot be a variable"
              + " itself (though it can contain variables)",
          task.at());
    }
    for (Value key : dict.entries().keySet()) {
      if (!CONTROLS.contains(Text.str(key))) {
        throw new PlaybookException(
            "'" + Text.str(key) + "' is not a valid attribute for a LoopControl", task.at());
      }
    }
    return new Control(
        text(dict, "loop_var", templates).orElse("item"),
        text(dict, "index_var", templates),
        dict.get("label").filter(label -> label != None.NONE),
        text(dict, "pause", templates).map(Double::parseDouble).orElse(0.0),
        flag(dict, "extended", templates, false),
        flag(dict, "extended_allitems", templates, true));
  }

  private static Optional<String> text(DictValue dict, String name, Templates templates) {
    return dict.get(name)
        .filter(value -> value != None.NONE)
        .map(templates::template)
        .map(Text::str);
  }

  private static boolean flag(DictValue dict, String name, Templates templates, boolean otherwise) {
    return dict.get(name).map(templates::template).map(YesNo::lenient).orElse(otherwise);
  }

  int size() {
    return items.size();
  }

  Control control() {
    return control;
  }

  Value item(int round) {
    return items.get(round);
  }

  /// What the round's templates see.
  DictValue variables(int round) {
    DictValue variables = new DictValue();
    variables.put(control.variable(), items.get(round));
    variables.put("ansible_loop_var", Str.of(control.variable()));
    control
        .index()
        .ifPresent(name -> {
          variables.put(name, Int.of(round));
          variables.put("ansible_index_var", Str.of(name));
        });
    if (control.extended()) {
      variables.put("ansible_loop", extended(round));
    }
    return variables;
  }

  private DictValue extended(int round) {
    int length = items.size();
    DictValue loop = new DictValue();
    loop.put("index", Int.of(round + 1L));
    loop.put("index0", Int.of(round));
    loop.put("first", Bool.of(round == 0));
    loop.put("last", Bool.of(round + 1 == length));
    loop.put("length", Int.of(length));
    loop.put("revindex", Int.of(length - (long) round));
    loop.put("revindex0", Int.of(length - round - 1L));
    if (control.allItems()) {
      loop.put("allitems", new ListValue(items));
    }
    if (round + 1 < length) {
      loop.put("nextitem", items.get(round + 1));
    }
    if (round > 0) {
      loop.put("previtem", items.get(round - 1));
    }
    return loop;
  }

  /// What output shows for the round.
  Value label(int round, Templates templates) {
    return control.label().map(templates::template).orElse(items.get(round));
  }
}
