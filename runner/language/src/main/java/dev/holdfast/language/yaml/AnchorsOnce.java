package dev.holdfast.language.yaml;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.parser.Parser;

/// A parser that refuses a second anchor of the same name, as PyYAML's composer does.
final class AnchorsOnce implements Parser {
  private final Parser parser;
  private final String file;
  private final Set<String> seen = new HashSet<>();

  AnchorsOnce(Parser parser, String file) {
    this.parser = parser;
    this.file = file;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event getEvent() {
    Event event = parser.getEvent();
    if (event instanceof DocumentStartEvent) {
      seen.clear();
    }
    if (event instanceof NodeEvent node
        && !(event instanceof AliasEvent)
        && Optional.ofNullable(node.getAnchor()).filter(name -> !seen.add(name)).isPresent()) {
      Mark mark = event.getStartMark();
      throw new YamlException(
          "second occurrence",
          Optional.of("found duplicate anchor; first occurrence"),
          new Position(file, mark.getLine() + 1, mark.getColumn() + 1));
    }
    return event;
  }
}
