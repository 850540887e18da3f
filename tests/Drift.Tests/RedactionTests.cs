using Starface.Drift.Live;

namespace Starface.Drift.Tests;

/// <summary>What clouds and their clients say reaches a message without secrets, whatever its form and size.</summary>
public class RedactionTests
{
    private const string Key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Id = "AKIAIOSFODNN7EXAMPLE";
    private const string Jwt =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    private const string Azure = "abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789a";
    private const string Plain = "hunter22";

    /// <summary>A text, and the secret in it.</summary>
    public static TheoryData<string, string> Forms => new()
    {
        // JSON.
        { $$"""{"client_secret":"{{Plain}}"}""", Plain },
        { $$"""{ "clientSecret" : "{{Plain}}", "next": 1 }""", Plain },
        { $$"""{"access_token":"{{Jwt}}","expires_in":3600}""", Jwt },
        { $$"""{"refresh_token":"0.AXoA{{Plain}}"}""", Plain },
        { $$"""{"id_token":"{{Plain}}"}""", Plain },
        { $$"""{"SecretAccessKey":"{{Key}}"}""", Key },
        { $$"""{"Token":"IQoJb3JpZ2luX2VjEJr{{Plain}}"}""", Plain },
        { $$"""{"password":"a\"b{{Plain}}"}""", Plain },
        { $$"""{"password":["{{Plain}}"]}""", Plain },
        { $$"""body: {\"client_secret\":\"{{Plain}}\",\"x\":1}""", Plain },
        { $$"""{'apiKey': '{{Plain}}'}""", Plain },
        { $$"""{"auths":{"ghcr.io":{"auth":"{{Plain}}" } } }""", Plain },
        { $$"""{"encryptionsalt":"v1:{{Plain}}"}""", Plain },
        { $$"""{"Authorization":"Bearer {{Plain}}"}""", Plain },
        { $$"""{"name":"password","value":"{{Plain}}"}""", Plain },
        { $$"""{ "key" : "client_secret" , "value" : "{{Plain}}" }""", Plain },
        { $"<input name=\"password\" value=\"{Plain}\"/>", Plain },
        { $"<Item Name='Secret' Value='{Plain}'/>", Plain },
        { $"session_id={Plain}", Plain },
        { $"sessionid: {Plain}", Plain },
        { $"JSESSIONID={Plain}", Plain },
        { $"pin: {Plain}", Plain },
        { $"credential={Plain}", Plain },
        // XML.
        { $"<SessionToken>{Plain}</SessionToken>", Plain },
        { $"<SecretAccessKey>{Key}</SecretAccessKey>", Key },
        { $"<sts:SessionToken>{Plain}</sts:SessionToken>", Plain },
        { $"<Password type=\"text\">{Plain}</Password>", Plain },
        { $"<token><![CDATA[{Plain}]]></token>", Plain },
        { $"<user name=\"x\" password=\"{Plain}\"/>", Plain },
        { $"<AccessKeyId>{Id}</AccessKeyId>", Id },
        // Forms and addresses.
        { $"grant_type=client_credentials&client_secret={Plain}&scope=x", Plain },
        { $"client_assertion={Jwt}&scope=x", Jwt },
        { $"client_secret%3D{Plain}%26scope%3Dx", Plain },
        { $"https://x.blob.core.windows.net/a?sv=2020&sig={Plain}%3D&se=2", Plain },
        { $"https://s3/?X-Amz-Signature={Plain}&X-Amz-Date=2", Plain },
        { $"https://s3/?X-Amz-Security-Token={Plain}", Plain },
        { $"https://s3/?X-Amz-Credential={Id}%2F20200101", Id },
        { $"https://user:{Plain}@example.com/x", Plain },
        { $"https://{Plain}@example.com/x", Plain },
        { $"https://user:a@{Plain}@example.com/x", Plain },
        { $"http://proxy:{Plain}@10.0.0.1:3128", Plain },
        { $"code=0&device_code={Plain}", Plain },
        { $"SAMLResponse={Plain}", Plain },
        // Headers.
        { $"Authorization: Bearer {Plain}", Plain },
        { $"Authorization: Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA" },
        { $"authorization: AWS4-HMAC-SHA256 Credential={Id}/2, Signature={Plain}", Plain },
        { $"Authorization: SharedKey account:{Plain}==", Plain },
        { $"Proxy-Authorization: Basic {Plain}", Plain },
        { $"x-amz-security-token: {Plain}", Plain },
        { $"x-amz-security-token:{Plain} x-amz-date:2", Plain },
        { $"X-Vault-Token: {Plain}", Plain },
        { $"Ocp-Apim-Subscription-Key: {Plain}", Plain },
        { $"x-functions-key: {Plain}", Plain },
        { $"Set-Cookie: session={Plain}; Path=/", Plain },
        { $"Cookie: a=1; b={Plain}", Plain },
        { $"PRIVATE-TOKEN: {Plain}", Plain },
        // Connection strings and environments.
        { $"DefaultEndpointsProtocol=https;AccountName=x;AccountKey={Plain}==;EndpointSuffix=y", Plain },
        { $"Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey={Plain}=", Plain },
        { $"Server=x;User Id=y;Password={Plain};", Plain },
        { $"Server=x;Uid=y;Pwd={Plain}", Plain },
        { $"AWS_SECRET_ACCESS_KEY={Key}", Key },
        { $"aws_secret_access_key = {Key}", Key },
        { $"aws_session_token={Plain}", Plain },
        { $"export ARM_CLIENT_SECRET='{Plain}'", Plain },
        { $"PULUMI_CONFIG_PASSPHRASE=\"{Plain}\"", Plain },
        { $"PULUMI_CONFIG_PASSPHRASE={Plain}", Plain },
        { $"starface:secret:\n  secure: v1:{Plain}", Plain },
        { $"//registry/:_authToken={Plain}", Plain },
        // Command lines.
        { $"az login --service-principal -u x --password {Plain} --tenant y", Plain },
        { $"tool --client-secret={Plain}", Plain },
        { $"tool --token '{Plain}'", Plain },
        // Sentences.
        { $"the password '{Plain}' is wrong", Plain },
        { $"secret: {Plain}", Plain },
        { $"the token {Plain} has expired", Plain },
        { $"wrong password {Plain}", Plain },
        { $"the client secret is {Plain}", Plain },
        { $"the password was '{Plain}'", Plain },
        { "a session token of tRiedAgain", "tRiedAgain" },
        { $"got Bearer {Plain} from the caller", Plain },
        { $"Basic {Plain} is not accepted", Plain },
        { $"The key {Id} has no access", Id },
        { "The key ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE" },
        { $"refused: {Jwt}", Jwt },
        { $"x-{Jwt}", Jwt },
        { $"the secret is {Azure}", Azure },
        { $"neither {Key} nor another", Key },
        { "use ghp_16C7e42F292c6912E7710c838347Ae178B4a now", "16C7e42F292c6912E7710c838347Ae178B4a" },
        { "github_pat_11ABCDEFG0abcdefghijkl_mnopq", "11ABCDEFG0abcdefghijkl" },
        { "glpat-ABCDEFGHIJKLMNOPQRST", "ABCDEFGHIJKLMNOPQRST" },
        { "pul-0123456789abcdef0123456789abcdef01234567", "0123456789abcdef" },
        { "xoxb-123456789012-abcdefghijkl", "123456789012" },
        { "hvs.CAESIJlU02LQZq", "CAESIJlU02LQZq" },
        { "AIzaSyA1234567890abcdefghijklmnopqrstuv", "SyA1234567890" },
        { "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY----- and more", "MIIEpAIBAAKCAQEA" },
        { "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA", "b3BlbnNzaC1rZXktdjEA" },
        { $"AADSTS7000215: Invalid client secret. client_secret={Azure}", Azure },
    };

    /// <summary>Texts without a secret, which stay as they are.</summary>
    public static TheoryData<string> Harmless =>
    [
        "The security token included in the request is invalid",
        "The request signature we calculated does not match the signature you provided",
        "AADSTS700024: Client assertion is not within its valid time range",
        "User: arn:aws:sts::111122223333:assumed-role/reader/session is not authorized to perform: ec2:DescribeSecurityGroups",
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rgTelephonyDemo/providers/Microsoft.Network/"
            + "networkSecurityGroups/Pbx1",
        "The answer ends with a NextToken: further pages are missing",
        "'<' is an unexpected token. The expected token is '>'. Line 1, position 2",
        "Bearer token is missing",
        "The token has expired, and the password was changed",
        "Token endpoint not found; the secret is of another tenant",
        "AuthorizationFailed (403)",
        "Basic authentication is not supported",
        "https://management.azure.com/subscriptions?api-version=2024-05-01",
        "Could not find file '/home/user/projects/customer/Pulumi.production.yaml'",
        "a digest such as e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "2001:db8::/32 and ::1",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_masked(string text, string secret)
    {
        Assert.Contains(secret, text, StringComparison.Ordinal);

        Assert.DoesNotContain(secret, Redaction.Redact(text), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_masked_amid_other_text(string text, string secret) =>
        Assert.DoesNotContain(secret, Redaction.Redact($"The cloud said: \"{text}\" (400)"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Forms))]
    public void No_half_of_a_secret_is_left_where_the_text_is_cut(string text, string secret)
    {
        var known = secret[..Math.Min(8, secret.Length)];
        for (var room = 0; room < text.Length + 4; room += 3)
        {
            var before = string.Concat(Enumerable.Repeat("ab ", Redaction.Window / 3))[room..] + new string('-', room % 3);

            Assert.DoesNotContain(known, Redaction.Redact(before + " " + text), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Redaction.Redact(text));

    [Theory]
    [InlineData(" ")]
    [InlineData("-eyJ")]
    [InlineData("eyJ.")]
    [InlineData("<token ")]
    [InlineData("<a:token>")]
    [InlineData("://")]
    [InlineData("://a@")]
    [InlineData("token ")]
    [InlineData("token=")]
    [InlineData("token: \"\\")]
    [InlineData("\"")]
    [InlineData("Bearer ")]
    [InlineData("-----BEGIN")]
    [InlineData("password '")]
    [InlineData("a/b.c-d+e_")]
    [InlineData("--token=[")]
    public void The_steps_are_in_proportion_to_the_text(string piece)
    {
        foreach (var times in new[] { 1_000, 100_000 })
        {
            var text = string.Concat(Enumerable.Repeat(piece, times));
            var mask = new SecretMask(text);
            mask.Apply();

            Assert.InRange(mask.Steps, 0, 24 * text.Length);
        }
    }

    [Fact]
    public void A_reason_behind_many_blanks_is_shown() =>
        Assert.Equal("denied", Redaction.Redact(new string(' ', 100_000) + "denied."));

    [Fact]
    public void A_secret_of_the_environment_is_masked()
    {
        const string variable = "PULUMI_CONFIG_PASSPHRASE";
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, "correct horse battery");
        try
        {
            Assert.Equal("said *** twice", Redaction.Redact("said correct horse battery twice"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }
}
