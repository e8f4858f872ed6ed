using System.Buffers.Text;
using System.Text;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Engine.Tests;

public class ReceiptTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_receipt_is_read_as_it_was_written_and_belongs_to_one_person(long number)
    {
        var receipt = Receipt.TryParse(Receipt.For(World.Ana, number).ToString());
        Assert.Equal(Receipt.For(World.Ana, number), receipt);
        Assert.Equal(number, receipt!.LastSequence);
        Assert.True(receipt.BelongsTo(World.Ana));
        Assert.False(receipt.BelongsTo(PersonId.Parse("bob")));
    }

    [Theory]
    [InlineData("2.12.abcdef01")]
    [InlineData("1.12")]
    [InlineData("1.12.abcdef01.")]
    [InlineData("1..abcdef01")]
    [InlineData("1.-1.abcdef01")]
    [InlineData("1.+1.abcdef01")]
    [InlineData("1.1e3.abcdef01")]
    [InlineData("1.9223372036854775808.abcdef01")]
    [InlineData("1.12.abcdef0")]
    [InlineData("1.12.abcdef012")]
    public void Another_text_is_no_receipt(string text) => Assert.Null(Receipt.TryParse(Encoded(text)));

    [Fact]
    public void Nothing_and_a_text_of_more_than_200_characters_is_no_receipt()
    {
        Assert.Null(Receipt.TryParse(null));
        Assert.Equal(200, Encoded($"1.{7:d139}.abcdef01").Length);
        Assert.Equal(7, Receipt.TryParse(Encoded($"1.{7:d139}.abcdef01"))!.LastSequence);
        Assert.Null(Receipt.TryParse(Encoded($"1.{7:d140}.abcdef01")));
    }

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
