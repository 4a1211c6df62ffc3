package dev.holdfast.transport.shell;

/// What the far end says of itself when it starts.
///
/// @param lab whether it is a simulated machine
/// @param group its process group, 0 when the machine does not tell
/// @param process its process, and the one that started it: what outlives a time limit
/// @param printf whether text may be handed over by a built-in `printf`
/// @param exact whether its `head -c` takes no byte more than it was asked for
record Hello(boolean lab, long group, long process, long parent, boolean printf, boolean exact) {
  static Hello parse(String rest) {
    String[] words = rest.strip().split(" ");
    if (words[0].equals("sh") && words.length == 6) {
      return new Hello(
          false,
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]),
          words[4].equals("1"),
          words[5].equals("1"));
    }
    boolean lab = words[0].equals("lab");
    return new Hello(lab, 0, 0, 0, false, lab);
  }
}
