package io.logboom.inputs.iam;

import io.logboom.inputs.aws.Http;
import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Declares {@code type = iam}: the users, groups and roles of AWS accounts. */
public final class IamInputPlugin implements InputPlugin<IamInputConfig> {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  @Override
  public String type() {
    return "iam";
  }

  @Override
  public Class<IamInputConfig> config() {
    return IamInputConfig.class;
  }

  @Override
  public Input create(IamInputConfig config, Context context) {
    var accounts = Accounts.of(config, context, Http.client(ANSWER));
    return new IamInput(config, context, accounts, RandomGenerator.getDefault());
  }
}
