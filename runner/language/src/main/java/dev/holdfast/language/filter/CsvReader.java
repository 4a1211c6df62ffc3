package dev.holdfast.language.filter;

import dev.holdfast.language.value.TemplateError;
import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated values as Python's `csv` does: what is in quotes may hold delimiters, line
/// ends and doubled quotes. Source of the states: `Modules/_csv.c` of CPython.
final class CsvReader {
  private static final char QUOTE = '"';

  /// Where in a record the reader is.
  private enum State {
    RECORD,
    FIELD,
    IN_FIELD,
    IN_QUOTES,
    QUOTE_IN_QUOTES,
    LINE_END
  }

  private final int delimiter;
  private final boolean skipSpace;
  private final boolean strict;
  private final List<List<String>> records = new ArrayList<>();
  private List<String> record = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private State state = State.RECORD;

  CsvReader(int delimiter, boolean skipSpace, boolean strict) {
    this.delimiter = delimiter;
    this.skipSpace = skipSpace;
    this.strict = strict;
  }

  /// All records; an empty line is an empty one.
  List<List<String>> read(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end + 1);
      line.codePoints().forEach(this::take);
      endLine();
      from += line.length();
    }
    if (state == State.IN_QUOTES || !field.isEmpty()) {
      if (strict) {
        throw failure("unexpected end of data");
      }
      save(State.RECORD);
      end();
    }
    return records;
  }

  private static TemplateError failure(String why) {
    return TemplateError.filter("Unable to process file: " + why);
  }

  private void save(State next) {
    record.add(field.toString());
    field.setLength(0);
    state = next;
  }

  private void add(int letter, State next) {
    field.appendCodePoint(letter);
    state = next;
  }

  private void end() {
    records.add(record);
    record = new ArrayList<>();
    state = State.RECORD;
  }

  private void endLine() {
    switch (state) {
      case IN_QUOTES -> {
        return;
      }
      case FIELD, IN_FIELD, QUOTE_IN_QUOTES -> save(State.RECORD);
      case RECORD, LINE_END -> state = State.RECORD;
    }
    end();
  }

  private void take(int letter) {
    boolean lineEnd = letter == '\n' || letter == '\r';
    switch (state) {
      case RECORD -> {
        if (lineEnd) {
          state = State.LINE_END;
        } else {
          start(letter);
        }
      }
      case FIELD -> {
        if (lineEnd) {
          save(State.LINE_END);
        } else {
          start(letter);
        }
      }
      case IN_FIELD -> inside(letter, lineEnd);
      case IN_QUOTES -> {
        if (letter == QUOTE) {
          state = State.QUOTE_IN_QUOTES;
        } else {
          add(letter, State.IN_QUOTES);
        }
      }
      case QUOTE_IN_QUOTES -> afterQuote(letter, lineEnd);
      case LINE_END -> {
        if (!lineEnd) {
          throw failure(
              "new-line character seen in unquoted field - do you need to open the file in"
                  + " universal-newline mode?");
        }
      }
    }
  }

  private void start(int letter) {
    if (letter == QUOTE) {
      state = State.IN_QUOTES;
    } else if (letter == ' ' && skipSpace) {
      state = State.FIELD;
    } else if (letter == delimiter) {
      save(State.FIELD);
    } else {
      add(letter, State.IN_FIELD);
    }
  }

  private void inside(int letter, boolean lineEnd) {
    if (lineEnd) {
      save(State.LINE_END);
    } else if (letter == delimiter) {
      save(State.FIELD);
    } else {
      add(letter, State.IN_FIELD);
    }
  }

  private void afterQuote(int letter, boolean lineEnd) {
    if (letter == QUOTE) {
      add(letter, State.IN_QUOTES);
    } else if (letter == delimiter) {
      save(State.FIELD);
    } else if (lineEnd) {
      save(State.LINE_END);
    } else if (strict) {
      throw failure("'%s' expected after '\"'".formatted(Character.toString(delimiter)));
    } else {
      add(letter, State.IN_FIELD);
    }
  }
}
