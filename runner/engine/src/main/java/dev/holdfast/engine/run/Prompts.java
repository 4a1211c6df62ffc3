package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Asks for the variables of `vars_prompt`, once a play.
final class Prompts {
  private final Prompter prompter;
  private final RunState state;

  Prompts(Prompter prompter, RunState state) {
    this.prompter = prompter;
    this.state = state;
  }

  /// The answers.
  ///
  /// @param given whether a variable is set on the command line, so that nobody is asked
  DictValue ask(Play play, Templates templates, Predicate<String> given) {
    DictValue answers = new DictValue();
    Value prompts =
        play.keyword(Keyword.VARS_PROMPT)
            .map(value -> templates.template(value.value()))
            .orElse(new ListValue());
    List<Value> each = prompts instanceof ListValue list ? list.items() : List.of(prompts);
    for (Value prompt : each) {
      if (prompt instanceof DictValue dict) {
        String name = dict.get("name").map(Text::str).orElse("");
        if (!given.test(name)) {
          answers.put(name, answer(name, dict, templates));
        }
      }
    }
    return answers;
  }

  private Value answer(String name, DictValue prompt, Templates templates) {
    Optional<Value> fallback = prompt.get("default").filter(value -> value != None.NONE);
    String question =
        prompt.get("prompt").map(Text::str).orElse(name)
            + fallback.map(value -> " [" + Text.str(value) + "]").orElse("")
            + ": ";
    boolean hidden = flag(prompt, "private", true);
    Optional<String> typed = typed(question, hidden, flag(prompt, "confirm", false));
    Value answer =
        typed
            .filter(text -> !text.isEmpty())
            .map(text -> (Value) Str.of(text))
            .or(() -> fallback.map(value -> (Value) Str.of(Text.str(value))))
            .orElse(Str.of(typed.isPresent() ? "" : "None"));
    Value encrypted = encrypted(prompt, answer, templates);
    return flag(prompt, "unsafe", false) ? Str.unsafe(Text.str(encrypted)) : encrypted;
  }

  private Optional<String> typed(String question, boolean hidden, boolean confirm) {
    while (true) {
      Optional<String> typed = prompter.ask(question, hidden);
      if (typed.isEmpty()) {
        state.tell(new Event.Warning("Not prompting as we are not in interactive mode"));
        return typed;
      }
      if (!confirm || prompter.ask("confirm " + question, hidden).equals(typed)) {
        return typed;
      }
      prompter.say("***** VALUES ENTERED DO NOT MATCH ****");
    }
  }

  private static Value encrypted(DictValue prompt, Value answer, Templates templates) {
    Optional<Value> scheme = prompt.get("encrypt").filter(value -> value != None.NONE);
    if (scheme.isEmpty()) {
      return answer;
    }
    DictValue inputs = new DictValue();
    inputs.put("__answer", Str.unsafe(Text.str(answer)));
    inputs.put("__scheme", scheme.get());
    inputs.put("__salt", prompt.get("salt").orElse(None.NONE));
    return templates.with(inputs).evaluate("__answer | password_hash(__scheme, __salt)");
  }

  private static boolean flag(DictValue prompt, String name, boolean otherwise) {
    return prompt.get(name).map(YesNo::lenient).orElse(otherwise);
  }
}
