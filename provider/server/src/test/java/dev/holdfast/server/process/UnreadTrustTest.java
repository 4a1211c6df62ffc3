package dev.holdfast.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnreadTrustTest {

  @Test
  void authoritiesOfTheRuntimeAreUnreadMeanwhileAndThereAfterwards() {
    assertThat(UnreadTrust.during(UnreadTrustTest::authorities)).isZero();
    assertThat(authorities()).isPositive();
  }

  private static long authorities() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      @Nullable KeyStore runtime = null;
      factory.init(runtime);
      return Arrays.stream(factory.getTrustManagers())
          .map(X509TrustManager.class::cast)
          .mapToLong(manager -> manager.getAcceptedIssuers().length)
          .sum();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
