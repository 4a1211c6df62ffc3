package dev.holdfast.transport.shell;

import dev.holdfast.transport.Become;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.Tools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class BashShellTest extends ShellContract {
  private static final Dialect CHANNELS = Dialect.of("bash --posix");
  private static final Shells SHELLS = new Shells(CHANNELS);

  @BeforeAll
  static void need() {
    Tools.need("bash");
  }

  @AfterAll
  static void close() {
    SHELLS.close();
    CHANNELS.close();
  }

  @Override
  Shell shell() {
    return SHELLS.shell(Become.login());
  }
}
